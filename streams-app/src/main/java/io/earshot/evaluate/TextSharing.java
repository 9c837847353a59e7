package io.earshot.evaluate;

/** Whether clips with the same words have the same text. */
public enum TextSharing {
    /** A text is right for every clip that has it: class names. */
    SHARED,
    /**
     * A text is right for the one clip that it was written for, though another may have the same words: captions, as
     * published results on Clotho and AudioCaps count them.
     */
    OWN
}
