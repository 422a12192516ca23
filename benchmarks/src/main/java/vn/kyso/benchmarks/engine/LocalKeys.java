package vn.kyso.benchmarks.engine;

import java.lang.management.ManagementFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import vn.kyso.benchmarks.signer.Keys;
import vn.kyso.cades.CmsSignature;
import vn.kyso.cades.RevocationData;
import vn.kyso.cades.SignedAttributes;
import vn.kyso.testkit.TestPki;

/// Keys in this thread whose use is counted apart, so that it can be taken off what a signer took: its own work is
/// measured, the key's not.
final class LocalKeys implements Keys {
    private final TestPki pki = TestPki.now();
    private final TestPki.Identity signer = pki.rsa2048();
    private long nanosInKey;

    @Override
    public List<X509Certificate> chain() {
        return signer.chain();
    }

    @Override
    public byte[] cms(byte[] byteRangeDigest) {
        SignedAttributes attributes = SignedAttributes.forPades(byteRangeDigest, signer.certificate());
        return CmsSignature.assemble(attributes, value(attributes.der()), signer.algorithm(), signer.chain(), null);
    }

    byte[] timestampedCms(byte[] byteRangeDigest) {
        return pki.timestampedCms(signer, byteRangeDigest);
    }

    /// What all of it chains to.
    X509Certificate root() {
        return pki.root();
    }

    @Override
    public byte[] value(byte[] data) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        byte[] value = signer.sign(data);
        nanosInKey += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        return value;
    }

    @Override
    public byte[] token(byte[] digest) {
        return pki.timestamp(digest).der();
    }

    @Override
    public RevocationData status() {
        return pki.revocationData(signer);
    }

    /// Since it was last asked.
    long takeNanosInKey() {
        long nanos = nanosInKey;
        nanosInKey = 0;
        return nanos;
    }
}
