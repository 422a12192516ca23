package vn.kyso.gateway.login;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Service;

@Service
class People implements UserDetailsService {
    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public UserDetails loadUserByUsername(String username) {
        return jdbc.sql("""
                        select p.username, p.display_name, p.tenant, t.name as tenant_name, p.password_hash
                        from person p join tenant t on t.id = p.tenant where p.username = :username
                        """)
                .param("username", username)
                .query((row, n) -> new Person(
                        row.getString("username"),
                        row.getString("display_name"),
                        row.getString("tenant"),
                        row.getString("tenant_name"),
                        row.getString("password_hash")))
                .optional()
                .orElseThrow(() -> new UsernameNotFoundException("No such person"));
    }
}
