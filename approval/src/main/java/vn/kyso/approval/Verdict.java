package vn.kyso.approval;

/// Whether evidence holds.
public sealed interface Verdict {
    /// The passkey's owner approved exactly this, and was verified by the device while doing so.
    ///
    /// @param backedUp whether the passkey was synced to elsewhere at that moment (WebAuthn Level 3, 6.1.3)
    /// @param signCount as the authenticator says; synced passkeys say 0, and nothing rests on it
    record Holds(boolean backedUp, long signCount) implements Verdict {}

    /// It does not.
    record Fails(Failure failure, String detail) implements Verdict {}

    /// Why evidence does not hold.
    enum Failure {
        /// A part of it can't be read.
        MALFORMED,
        /// The answer is by another passkey than the enrolment's.
        OTHER_PASSKEY,
        /// The enrolment names another signer, or its registration does not show this key.
        ENROLMENT,
        /// Another certificate than the challenge names, or a key of another algorithm.
        CERTIFICATE,
        /// The passkey signed for another relying party.
        RP_ID,
        /// The signer's app was served from elsewhere.
        ORIGIN,
        /// Something else was approved.
        CHALLENGE,
        /// The device did not verify its user.
        USER_NOT_VERIFIED,
        /// The signature does not verify with the passkey's key.
        SIGNATURE,
        /// Accepted after the deadline.
        LATE,
        /// Not an assertion as WebAuthn asks for one.
        ASSERTION
    }
}
