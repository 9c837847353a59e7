/**
 * A model bundle: the folder that holds everything the program must know about a model. The contract with the training
 * side is models/FORMAT.md.
 *
 * <pre>
 * ModelBundle bundle = ModelBundle.load(Path.of("models/earshot-base"));
 * bundle.grid();      // the front end and the embedding space come from here, never from settings
 * bundle.read(ModelBundle.LOCAL_GRAPH);
 * </pre>
 *
 * <p>A bundle that loads is whole: every file has the digest that the manifest names, every shape fits, and the text
 * encoder, the bundle's own or the one on the class path, is that which the model was trained with. Any
 * other is rejected with an {@link io.earshot.model.InvalidModelException}. The graphs themselves are checked where they are run.
 */
package io.earshot.model;
