package vn.kyso.document.request;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The largest timestamp token that came with a signature so far: what room in `/Contents` is sized by. After approval
/// a signature's room can't grow, so the next ones get more when one overflowed.
@Repository
public class TimestampSizes {
    /// Beyond it a token is a mistake, and room for it would only pad every file.
    private static final int MOST = 64 * 1024;

    private final JdbcClient jdbc;
    private final RequestSettings settings;
    private final AtomicInteger known = new AtomicInteger();

    TimestampSizes(JdbcClient jdbc, RequestSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    int largest() {
        return jdbc.sql("select token_bytes from timestamp_size")
                .query(Integer.class)
                .optional()
                .orElse(settings.timestampTokenBytes());
    }

    /// A token of this size was seen.
    public void seen(int tokenBytes) {
        if (tokenBytes > known.get() && tokenBytes <= MOST) {
            raiseTo(Math.max(tokenBytes, settings.timestampTokenBytes()));
            known.accumulateAndGet(tokenBytes, Math::max);
        }
    }

    /// A signature did not fit.
    void overflowed() {
        raiseTo(Math.min(MOST, 2 * largest()));
    }

    private void raiseTo(int tokenBytes) {
        jdbc.sql("""
                        insert into timestamp_size (token_bytes) values (:bytes)
                        on conflict (the_one) do update set token_bytes = excluded.token_bytes
                        where timestamp_size.token_bytes < excluded.token_bytes
                        """).param("bytes", tokenBytes).update();
    }
}
