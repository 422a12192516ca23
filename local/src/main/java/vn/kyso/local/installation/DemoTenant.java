package vn.kyso.local.installation;

import java.util.List;

/// A tenant that a new installation has, for trying it out: a client for systems (its id is the tenant's) and a
/// person who logs in at the portal.
public record DemoTenant(String id, String name, String username, String displayName) {
    public static final List<DemoTenant> ALL = List.of(
            new DemoTenant("demo", "Công ty Minh Hoạ", "lan", "Trần Thị Lan"),
            new DemoTenant("other", "Công ty Khác", "minh", "Phạm Văn Minh"));

    public String clientSecret(Secrets secrets) {
        return secrets.password("tenant." + id + ".secret");
    }

    public String password(Secrets secrets) {
        return secrets.password("tenant." + id + ".password");
    }
}
