package vn.kyso.gateway.login;

import java.io.Serial;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/// A person who asks for signatures on behalf of one tenant.
public final class Person implements UserDetails, CredentialsContainer {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String username;
    private final String displayName;
    private final String tenant;
    private final String tenantName;
    private @Nullable String passwordHash;

    Person(String username, String displayName, String tenant, String tenantName, String passwordHash) {
        this.username = username;
        this.displayName = displayName;
        this.tenant = tenant;
        this.tenantName = tenantName;
        this.passwordHash = passwordHash;
    }

    @Override
    public String getUsername() {
        return username;
    }

    /// The name that signers read beside the tenant's.
    public String displayName() {
        return displayName;
    }

    public String tenant() {
        return tenant;
    }

    public String tenantName() {
        return tenantName;
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Person person && person.username.equals(username);
    }

    @Override
    public int hashCode() {
        return username.hashCode();
    }
}
