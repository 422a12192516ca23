package vn.kyso.pades.pdf;

import vn.kyso.pades.IntakeLimits;

/// The objects within one object stream (ISO 32000-2, 7.5.7).
final class ObjectStream {
    private final byte[] data;
    private final int[] numbers;
    private final int[] offsets;
    private final IntakeLimits limits;

    private ObjectStream(byte[] data, int[] numbers, int[] offsets, IntakeLimits limits) {
        this.data = data;
        this.numbers = numbers;
        this.offsets = offsets;
        this.limits = limits;
    }

    static ObjectStream of(byte[] inflated, int count, int first, IntakeLimits limits) throws MalformedPdfException {
        if (count < 0 || first < 0 || first > inflated.length || count > limits.maxObjects() || count > first) {
            throw new MalformedPdfException("An object stream whose head can't be");
        }
        // Numbers and keywords end at what follows, so something must; this can't be part of any value.
        byte[] data = java.util.Arrays.copyOf(inflated, inflated.length + 2);
        data[inflated.length] = ' ';
        data[inflated.length + 1] = ']';
        int[] numbers = new int[count];
        int[] offsets = new int[count];
        PdfParser head = new PdfParser(data, 0, data.length, 1);
        try {
            for (int i = 0; i < count; i++) {
                numbers[i] = (int) Math.min(head.number(), Integer.MAX_VALUE);
                long offset = first + head.number();
                if (offset >= data.length) {
                    throw new MalformedPdfException("An object beyond its stream");
                }
                offsets[i] = (int) offset;
            }
        } catch (PdfParser.OutOfBytesException e) {
            throw new MalformedPdfException("An object stream with a cut head");
        }
        return new ObjectStream(data, numbers, offsets, limits);
    }

    PdfValue object(int number, int index) throws MalformedPdfException {
        if (index >= numbers.length || numbers[index] != number) {
            throw new MalformedPdfException("Object " + number + " is not where its stream says");
        }
        int end = (int) Math.min(data.length, (long) offsets[index] + limits.maxValueBytes());
        try {
            return new PdfParser(data, offsets[index], end, limits.maxDepth()).value();
        } catch (PdfParser.OutOfBytesException e) {
            if (end < data.length) {
                throw MalformedPdfException.tooComplex("An object larger than the limit");
            }
            throw new MalformedPdfException("Object " + number + " is cut");
        }
    }
}
