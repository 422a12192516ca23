/// A WebAuthn authenticator in software (Level 3): makes credentials and assertions with P-256 keys that the caller
/// keeps. It is what a phone on the command line answers with; servers treat it as they treat any other passkey, and
/// whoever can read its key file can approve, so it is for machines and tests, not for people's signatures.
@NullMarked
package vn.kyso.approval.authenticator;

import org.jspecify.annotations.NullMarked;
