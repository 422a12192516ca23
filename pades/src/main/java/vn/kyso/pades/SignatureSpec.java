package vn.kyso.pades;

import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/// What is wanted of one signature.
///
/// @param stamp what a visible signature shows; null leaves the rectangle empty
/// @param signingTime the claimed time, written as M with its zone (whole seconds)
/// @param signerName written as Name
/// @param reason written as Reason
/// @param location written as Location
/// @param contactInfo written as ContactInfo
/// @param certify makes it a certification signature, which must be the document's first
/// @param contentsReservedBytes room for the DER of the CMS, before hex encoding: see [ContentsSize]
public record SignatureSpec(
        Placement placement,
        @Nullable Stamp stamp,
        ZonedDateTime signingTime,
        @Nullable String signerName,
        @Nullable String reason,
        @Nullable String location,
        @Nullable String contactInfo,
        @Nullable Certification certify,
        int contentsReservedBytes) {
    /// More than any CMS with a token has: beyond it something is wrong.
    private static final int MAX_RESERVED_BYTES = 1 << 20;

    public SignatureSpec {
        if (contentsReservedBytes < 1 || contentsReservedBytes > MAX_RESERVED_BYTES) {
            throw new IllegalArgumentException("Between 1 byte and 1 MiB can be reserved");
        }
    }

    /// Placement, time and room; nothing else.
    public static SignatureSpec of(Placement placement, ZonedDateTime signingTime, int contentsReservedBytes) {
        return new SignatureSpec(placement, null, signingTime, null, null, null, null, null, contentsReservedBytes);
    }

    public SignatureSpec with(Stamp shown) {
        return new SignatureSpec(
                placement,
                shown,
                signingTime,
                signerName,
                reason,
                location,
                contactInfo,
                certify,
                contentsReservedBytes);
    }

    /// The same with other room for the CMS.
    public SignatureSpec withReserved(int bytes) {
        return new SignatureSpec(
                placement, stamp, signingTime, signerName, reason, location, contactInfo, certify, bytes);
    }
}
