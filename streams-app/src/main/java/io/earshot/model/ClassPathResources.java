package io.earshot.model;

import java.io.IOException;
import java.io.InputStream;

/** The large files that come with libraries, by their names on the class path. */
final class ClassPathResources {
    private final ClassLoader loader;

    ClassPathResources(ClassLoader loader) {
        this.loader = loader;
    }

    /** @throws InvalidModelException if the resource is absent or has another digest */
    void requireDigest(StrictJson text, String key, String name, String digestKey, String sha256) {
        try (InputStream in = open(name)) {
            if (in == null) {
                throw text.invalid(key, "a resource on the class path", name);
            }
            String found = Sha256.of(in);
            if (!found.equals(sha256)) {
                throw text.invalid(digestKey, sha256, found + " of resource " + name);
            }
        } catch (IOException e) {
            throw new InvalidModelException(name, "the resource", "to be readable", String.valueOf(e.getMessage()), e);
        }
    }

    /** @throws InvalidModelException if it cannot be read */
    byte[] read(String name) {
        try (InputStream in = open(name)) {
            if (in == null) {
                throw new InvalidModelException(name, "the resource", "to be on the class path", "nothing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new InvalidModelException(name, "the resource", "to be readable", String.valueOf(e.getMessage()), e);
        }
    }

    private InputStream open(String name) {
        return loader.getResourceAsStream(name);
    }
}
