/// Says of a signed PDF who signed what and when, and whether it holds: the words are those of ETSI EN 319 102-1, the
/// levels those of ETSI EN 319 142-1.
///
/// [vn.kyso.pades.verify.SignedPdfVerifier] reads a file that a stranger made. Three questions are kept apart, and all
/// must be answered well:
/// - **Do the signed bytes stand?** The ByteRange must be exact (from 0 to the end of a revision, leaving out only the
///   signature's own Contents), the digest and the signature value must hold.
/// - **Is what a reader shows what was signed?** Whatever was appended is compared, object by object, with the
///   revision that was signed. Only what is known to be harmless passes; everything else is a change.
/// - **Whose is it?** The certificate must lead to an anchor and have been good at the moment that is proven.
///
/// Where readers could understand a file differently it is not valid, however well the signature verifies: strictness
/// costs a file made by a careless program, leniency would cost a forged contract.
///
/// **Not here:** the network (a [vn.kyso.pades.verify.StatusSource] is asked), which anchors are trusted, and what the
/// page looks like: a document that was built to deceive before it was signed shows what its signer signed.
@NullMarked
package vn.kyso.pades.verify;

import org.jspecify.annotations.NullMarked;
