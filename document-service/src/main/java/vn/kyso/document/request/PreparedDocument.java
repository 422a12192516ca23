package vn.kyso.document.request;

import vn.kyso.document.document.Document;
import vn.kyso.pades.PreparedSignature;

/// A document made ready for the signer.
///
/// @param sealed the signature's bytes as they are kept ([PrepareDocument])
@SuppressWarnings("ArrayRecordComponent") // goes from one maker to one row
record PreparedDocument(Document document, PreparedSignature signature, byte[] sealed) {}
