/// PAdES signatures (ETSI EN 319 142-1) that cost their own bytes, not the document's.
///
/// A PDF is read once, at [vn.kyso.pades.Intake]. What is kept of it, the [vn.kyso.pades.PdfOutline] and the state of
/// the hash after its last byte, is all that signing needs: each further step writes an increment that is appended,
/// and the document itself is never read again.
///
/// ```
/// // once per upload; `repaired` is written only if the file is damaged
/// switch (Intake.read(PdfSource.of(file), repaired)) {
///     case IntakeResult.Accepted(PdfOutline outline) -> keep(outline.toBytes());
///     case IntakeResult.Repaired(PdfOutline outline) -> …            // `repaired` is the document from now on
///     case IntakeResult.Refused(Refusal refusal) -> say(refusal);
/// }
///
/// // the signer's approval is asked for this digest; nothing is read but the outline
/// SignatureSpec spec = SignatureSpec.of(Placement.onPage(1, new Rectangle(72, 72, 200, 60)), now, reserved);
/// PreparedSignature prepared = … Preparation.prepare(outline, spec) …;
///
/// // the key has signed
/// byte[] cms = CmsSignature.assemble(SignedAttributes.forPades(prepared.digest(), certificate), value, …);
/// switch (Completion.complete(outline, prepared, cms, certificate)) {
///     case IncrementResult.Appended(byte[] increment, PdfOutline signed) -> append(increment);
///     case IncrementResult.Refused(Refusal refusal) -> …
/// }
///
/// // years of validity: B-LT, then B-LTA
/// Extension.toLt(signed, revocationData);
/// ```
///
/// **Guarantees.** The bytes before an increment are never changed, so earlier signatures stay valid. What
/// [vn.kyso.pades.Completion] hands out was parsed back and verified against exactly the certificate asked for. An
/// expected refusal is a value ([vn.kyso.pades.Refusal]), never an exception and never a broken file. Memory does not
/// grow with the document.
///
/// **Not here:** keys, CMS (that is `cades`), the network, storage, and trust. An outline is believed as it is: whoever
/// keeps it must be sure nobody else wrote it (a MAC, or a place only they can write).
@NullMarked
package vn.kyso.pades;

import org.jspecify.annotations.NullMarked;
