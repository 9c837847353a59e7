package io.earshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a 64-bit little-endian ELF file says to the loader of Linux.
 *
 * @param soname the name that others need it by, if it has one
 * @param needed names of the libraries that it needs (DT_NEEDED), in its order
 */
record ElfFile(Optional<String> soname, List<String> needed) {
    private static final int MAGIC = 0x464c457f;
    private static final int SEGMENTS_AT = 32;
    private static final int SEGMENT_SIZE_AT = 54;
    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int DT_NEEDED = 1;
    private static final int DT_STRTAB = 5;
    private static final int DT_SONAME = 14;

    ElfFile {
        needed = List.copyOf(needed);
    }

    /** A segment of the file: where it lies there, where it is loaded to, and its size, in bytes. */
    private record Segment(int type, long fileOffset, long address, long size) {}

    /** An entry of the dynamic section. */
    private record Entry(long tag, long value) {}

    /** Throws IllegalArgumentException if this is no 64-bit little-endian ELF file. */
    static ElfFile parse(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 64 || file.getInt(0) != MAGIC || file.get(4) != 2 || file.get(5) != 1) {
            throw new IllegalArgumentException("not a 64-bit little-endian ELF file");
        }
        List<Segment> segments = segments(file);
        List<Entry> entries = dynamic(file, segments);
        int strings = fileOffset(value(entries, DT_STRTAB).orElseThrow(), segments);
        return new ElfFile(
                value(entries, DT_SONAME).map(at -> text(bytes, strings, at)),
                entries.stream()
                        .filter(entry -> entry.tag() == DT_NEEDED)
                        .map(entry -> text(bytes, strings, entry.value()))
                        .toList());
    }

    private static List<Segment> segments(ByteBuffer file) {
        List<Segment> segments = new ArrayList<>();
        int size = file.getShort(SEGMENT_SIZE_AT);
        int count = file.getShort(SEGMENT_SIZE_AT + 2);
        for (int i = 0; i < count; i++) {
            int at = Math.toIntExact(file.getLong(SEGMENTS_AT)) + i * size;
            segments.add(
                    new Segment(file.getInt(at), file.getLong(at + 8), file.getLong(at + 16), file.getLong(at + 32)));
        }
        return segments;
    }

    private static List<Entry> dynamic(ByteBuffer file, List<Segment> segments) {
        Segment section = segments.stream()
                .filter(segment -> segment.type() == PT_DYNAMIC)
                .findFirst()
                .orElseThrow();
        List<Entry> entries = new ArrayList<>();
        for (long at = section.fileOffset(); at < section.fileOffset() + section.size(); at += 16) {
            int index = Math.toIntExact(at);
            entries.add(new Entry(file.getLong(index), file.getLong(index + 8)));
        }
        return entries;
    }

    private static Optional<Long> value(List<Entry> entries, long tag) {
        return entries.stream()
                .filter(entry -> entry.tag() == tag)
                .map(Entry::value)
                .findFirst();
    }

    /** The dynamic section speaks of addresses as loaded. */
    private static int fileOffset(long address, List<Segment> segments) {
        return segments.stream()
                .filter(segment -> segment.type() == PT_LOAD)
                .filter(segment -> address >= segment.address() && address < segment.address() + segment.size())
                .mapToInt(segment -> Math.toIntExact(address - segment.address() + segment.fileOffset()))
                .findFirst()
                .orElseThrow();
    }

    private static String text(byte[] bytes, int strings, long at) {
        int start = Math.toIntExact(strings + at);
        int end = start;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
    }
}
