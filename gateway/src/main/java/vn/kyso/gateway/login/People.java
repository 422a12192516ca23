package vn.kyso.gateway.login;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Service;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.RateLimits;

@Service
class People implements UserDetailsService {
    /// Over all instances: enough for a person with clumsy fingers, too few to guess a password.
    private static final int TRIES_A_MINUTE = 10;
    /// What a session keeps of it; what strangers type must not grow what is kept about tries.
    private static final int LONGEST_NAME = 100;

    private final JdbcClient jdbc;
    private final RateLimits limits;

    People(JdbcClient jdbc, RateLimits limits) {
        this.jdbc = jdbc;
        this.limits = limits;
    }

    @Override
    public UserDetails loadUserByUsername(String username) {
        if (username.length() > LONGEST_NAME || username.chars().anyMatch(Character::isISOControl)) {
            throw new UsernameNotFoundException("No such person");
        }
        if (tooManyTries(username)) {
            return User.withUsername(username)
                    .password("{noop}")
                    .accountLocked(true)
                    .build();
        }
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

    /// A locked account is refused before its password is looked at, whether or not the name exists.
    private boolean tooManyTries(String username) {
        try {
            limits.take("log-in:" + username, TRIES_A_MINUTE);
            return false;
        } catch (ProblemException refusal) {
            if (refusal.type() != ProblemType.RATE_LIMITED) {
                throw refusal;
            }
            return true;
        }
    }
}
