package vn.kyso.frame;

import java.util.Set;

/// Who calls a [RequesterApi] handler.
///
/// @param tenant whose things the call is about; everything it creates carries it
/// @param name the requester's name as signers read it
/// @param subject the client or person, for the audit log
/// @param scopes what the token allows
public record Requester(String tenant, String name, String subject, Set<String> scopes) {
    public Requester {
        scopes = Set.copyOf(scopes);
    }
}
