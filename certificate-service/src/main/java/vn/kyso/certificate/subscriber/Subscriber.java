package vn.kyso.certificate.subscriber;

import vn.kyso.certificate.profile.HolderName;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.signer.UserId;

/// Somebody whom certificates name.
///
/// @param signer how events name the same
/// @param name whole: Unicode NFC
/// @param country ISO 3166, two letters
public record Subscriber(UserId userId, SignerRef signer, String name, String country) {
    /// Whether certificates are made out to an organisation.
    public boolean organisation() {
        return userId.kind() == UserId.Kind.TAX_CODE;
    }

    /// What certificates carry as common name: the name, or as much of it as fits.
    public String commonName() {
        return HolderName.common(name);
    }

    /// What certificates carry as UID, such as `CCCD:001099012345`.
    public String uid() {
        return userId.kind().label() + ":" + userId.number();
    }
}
