package vn.kyso.document.blob;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/// The unique name of one blob, under its tenant: `<tenant>/<two digits>/<uuid>`.
///
/// @param value safe as a relative path and as an object key: a tenant's name is escaped where it is not
public record BlobKey(String value) {
    private static final Pattern FORM =
            Pattern.compile("(?:[a-z0-9_-]|%[0-9a-f]{2})+/[0-9a-f]{2}/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public BlobKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Not the name of a blob");
        }
    }

    /// A name that nobody has had.
    public static BlobKey newFor(String tenant) {
        String id = UUID.randomUUID().toString();
        return new BlobKey(folder(tenant) + "/" + id.substring(0, 2) + "/" + id);
    }

    /// The tenant's part of the name.
    public static String folder(String tenant) {
        StringBuilder folder = new StringBuilder();
        for (byte b : tenant.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '_';
            folder.append(plain ? String.valueOf((char) b) : String.format("%%%02x", b & 0xff));
        }
        return folder.toString();
    }

    public boolean belongsTo(String tenant) {
        return value.startsWith(folder(tenant) + "/");
    }

    @Override
    public String toString() {
        return value;
    }
}
