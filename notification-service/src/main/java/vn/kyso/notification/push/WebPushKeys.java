package vn.kyso.notification.push;

import java.util.Arrays;

/// A browser's keys of one subscription (RFC 8291, 2).
///
/// @param p256dh its public key, an uncompressed point
/// @param auth its authentication secret, 16 bytes
record WebPushKeys(byte[] p256dh, byte[] auth) {
    private static final int AUTH_BYTES = 16;

    WebPushKeys {
        p256dh = p256dh.clone();
        auth = auth.clone();
        P256.decode(p256dh);
        if (auth.length != AUTH_BYTES) {
            throw new IllegalArgumentException("The authentication secret has 16 bytes");
        }
    }

    @Override
    public byte[] p256dh() {
        return p256dh.clone();
    }

    @Override
    public byte[] auth() {
        return auth.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebPushKeys k && Arrays.equals(p256dh, k.p256dh) && Arrays.equals(auth, k.auth);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(p256dh);
    }

    @Override
    public String toString() {
        return "WebPushKeys[redacted]";
    }
}
