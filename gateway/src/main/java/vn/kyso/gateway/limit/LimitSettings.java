package vn.kyso.gateway.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Calls a minute that one address may make at one instance (`kyso.limits`). Each is far beyond what a fair caller
/// needs; what a call costs here sets their order.
///
/// @param tokens at `/oauth2/…`: each costs a comparison with a slow hash; a token serves for ten minutes
/// @param logIns tries at passwords, whosever they are; one person's are counted by themselves
/// @param activations of phones, and their tokens: each costs a signature's verification and a row
/// @param ocsp each costs a signature of the responder; whoever validates many signatures asks often
/// @param lists revocation lists and CAs' certificates: read from memory, but a list may be large
/// @param timestamps each costs a signature of the authority
@ConfigurationProperties("kyso.limits")
record LimitSettings(
        @DefaultValue("600") int tokens,
        @DefaultValue("60") int logIns,
        @DefaultValue("1200") int activations,
        @DefaultValue("30000") int ocsp,
        @DefaultValue("6000") int lists,
        @DefaultValue("6000") int timestamps) {
    LimitSettings {
        for (int limit : new int[] {tokens, logIns, activations, ocsp, lists, timestamps}) {
            if (limit < 1) {
                throw new IllegalArgumentException("kyso.limits: at least one call a minute");
            }
        }
    }
}
