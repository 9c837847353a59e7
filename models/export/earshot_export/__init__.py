"""From a CLAP checkpoint of the transformers library to a bundle by models/FORMAT.md."""
