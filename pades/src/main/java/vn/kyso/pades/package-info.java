/// PAdES signatures (ETSI EN 319 142-1) that cost their own bytes, not the document's.
///
/// A PDF is read once, at [vn.kyso.pades.Intake]. What is kept of it, the [vn.kyso.pades.PdfOutline] with the state of
/// the hash after its last byte, is all that signing needs: each further step writes an increment that is appended,
/// and the document itself is never read again. Five signatures on 100 MB read 100 MB and write five increments.
///
/// **1. Read.** The second file is written only if the first is damaged and unsigned; it is the document from then on.
/// ```
/// PdfOutline outline = switch (Intake.read(PdfSource.of(pdf), repaired)) {
///     case IntakeResult.Accepted(PdfOutline read) -> read;
///     case IntakeResult.Repaired(PdfOutline anew) -> anew;
///     case IntakeResult.Refused(Refusal refusal) -> throw problem(refusal);
/// };
/// ```
/// Who receives an upload can hash it on its way in ([vn.kyso.pades.DocumentDigest]) and hand over the state.
/// `outline.toBytes()` is a few kilobytes to keep beside the document.
///
/// **2. Prepare.** Reserve room for the CMS, say where the signature goes and what it shows.
/// ```
/// int reserved = ContentsSize.withTimestamp(chain, largestTokenOfThatTsa);
/// SignatureSpec spec = SignatureSpec.of(Placement.onPage(1, new Rectangle(72, 72, 200, 60)), now, reserved)
///         .with(Stamp.of("Nguyễn Thị Hường", now));
/// PreparedSignature prepared = switch (Preparation.prepare(outline, spec)) {
///     case PrepareResult.Prepared(PreparedSignature signature) -> signature;
///     case PrepareResult.Refused(Refusal refusal) -> throw problem(refusal);
/// };
/// ```
/// A logo or drawn signature is read once and shared: `stamp.with(picture)`, by [vn.kyso.pades.PictureIntake].
///
/// `prepared.digest()` is what the signer is asked to approve. The document followed by `prepared.increment()` is a
/// complete PDF with zeros for a signature: the signer's device reads it, and computes the digest itself.
///
/// **3. Sign**, wherever the key is (module `cades`).
/// ```
/// SignedAttributes attributes = SignedAttributes.forPades(prepared.digest(), certificate);
/// byte[] cms = CmsSignature.assemble(attributes, key.sign(attributes.der()), algorithm, chain, timestamp);
/// ```
///
/// **4. Complete.** The increment is checked as a reader would check it, at a price that does not grow with the file.
/// ```
/// switch (Completion.complete(outline, prepared, cms, certificate)) {
///     case IncrementResult.Appended(byte[] increment, PdfOutline signed) -> append(increment, signed);
///     case IncrementResult.Refused(Refusal refusal) -> throw problem(refusal);
/// }
/// ```
/// That is B-B, or B-T with a signature timestamp in the CMS. `signed` is the outline for the next signature.
///
/// **5. Extend.** `Extension.toLt(signed, revocationData)` makes it B-LT. `Preparation.prepareTimestamp` and
/// `Completion.completeTimestamp` over that make it B-LTA; do both again before the timestamp's algorithms age.
///
/// **Guarantees.** The bytes before an increment are never changed, so earlier signatures stay valid. What
/// [vn.kyso.pades.Completion] hands out was parsed back and verified against exactly the certificate asked for. An
/// expected refusal is a value ([vn.kyso.pades.Refusal]), never an exception and never a broken file. Memory does not
/// grow with the document: 400 MB are signed in a heap of 64 MB. Everything here is immutable or confined to a call,
/// so threads need no care but that a [vn.kyso.pades.PdfSource] belongs to one of them.
///
/// **PDF/A and PDF/UA.** A document that says it is PDF/A (parts 1 to 3) still is after any of this, whatever the
/// stamp:
/// fonts embedded, colours calibrated, transparency blended over white. An invisible signature leaves PDF/UA what it
/// is;
/// a visible stamp does not, because its widget is not put into the structure tree.
///
/// **Not here:** keys, CMS (that is `cades`), the network, storage, and trust. An outline is believed as it is: whoever
/// keeps it must be sure nobody else wrote it (a MAC, or a place only they can write).
@NullMarked
package vn.kyso.pades;

import org.jspecify.annotations.NullMarked;
