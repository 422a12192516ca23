package vn.kyso.frame.settings;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.contracts.signer.UserId;
import vn.kyso.frame.ProblemException;

/// Which userIDs name signers (`kyso.user-id`, the same for every service).
///
/// @param prefixes of the providers that are known; others' beside our own where their certificates are imported
@ConfigurationProperties("kyso.user-id")
public record UserIdSettings(@DefaultValue("ICA") List<String> prefixes) {
    public UserIdSettings {
        prefixes = List.copyOf(prefixes);
        if (prefixes.isEmpty()) {
            throw new IllegalArgumentException("kyso.user-id.prefixes names at least one prefix");
        }
    }

    /// What somebody typed, normalised.
    ///
    /// @throws ProblemException `invalid-user-id`
    public UserId require(String typed) {
        return UserId.parse(typed, prefixes)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_USER_ID,
                        "A userID is " + String.join(" or ", prefixes)
                                + ", a dot, and 12 digits (CCCD), a passport number, or a tax code of 10 or 13"
                                + " digits."));
    }
}
