package vn.kyso.document.picture;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// All pictures of all tenants.
@Repository
class Pictures {
    /// A tenant's; each is up to a megabyte of the database.
    static final int MOST = 100;

    private static final String COLUMNS =
            "select id, media_type, length(content) as size, width, height, created_at from picture ";

    private final JdbcClient jdbc;

    Pictures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The tenant's, newest first.
    List<Picture> list(String tenant) {
        return jdbc.sql(COLUMNS + "where tenant = :tenant order by created_at desc, id desc")
                .param("tenant", tenant)
                .query(Pictures::picture)
                .list();
    }

    Optional<Picture> find(String tenant, UUID id) {
        return jdbc.sql(COLUMNS + "where tenant = :tenant and id = :id")
                .param("tenant", tenant)
                .param("id", id)
                .query(Pictures::picture)
                .optional();
    }

    Optional<Picture> withDigest(String tenant, byte[] sha256) {
        return jdbc.sql(COLUMNS + "where tenant = :tenant and sha256 = :sha256")
                .param("tenant", tenant)
                .param("sha256", sha256)
                .query(Pictures::picture)
                .optional();
    }

    Optional<byte[]> digest(String tenant, UUID id) {
        return bytes("sha256", tenant, id);
    }

    Optional<byte[]> content(String tenant, UUID id) {
        return bytes("content", tenant, id);
    }

    private Optional<byte[]> bytes(String column, String tenant, UUID id) {
        return jdbc.sql("select " + column + " from picture where tenant = :tenant and id = :id")
                .param("tenant", tenant)
                .param("id", id)
                .query(byte[].class)
                .optional();
    }

    /// Adds it where the tenant has less than [#MOST]; within a transaction, which others of the tenant wait for.
    ///
    /// @return whether it was added: not if the tenant has as many as it may, or the same bytes already
    boolean add(String tenant, Picture picture, byte[] sha256, byte[] content, String createdBy) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('picture ' || :tenant, 0))")
                .param("tenant", tenant)
                .query(row -> {});
        return jdbc.sql("""
                        insert into picture (id, tenant, sha256, media_type, width, height, content, created_by, created_at)
                        select :id, :tenant, :sha256, :mediaType, :width, :height, :content, :createdBy, :createdAt
                        where (select count(*) from picture where tenant = :tenant) < :most
                        on conflict (tenant, sha256) do nothing
                        """)
                        .param("id", picture.id())
                        .param("tenant", tenant)
                        .param("sha256", sha256)
                        .param("mediaType", picture.mediaType())
                        .param("width", picture.width())
                        .param("height", picture.height())
                        .param("content", content)
                        .param("createdBy", createdBy)
                        .param("createdAt", picture.createdAt().atOffset(ZoneOffset.UTC))
                        .param("most", MOST)
                        .update()
                > 0;
    }

    boolean delete(String tenant, UUID id) {
        return jdbc.sql("delete from picture where tenant = :tenant and id = :id")
                        .param("tenant", tenant)
                        .param("id", id)
                        .update()
                > 0;
    }

    private static Picture picture(ResultSet row, int number) throws SQLException {
        return new Picture(
                row.getObject("id", UUID.class),
                row.getString("media_type"),
                row.getLong("size"),
                row.getInt("width"),
                row.getInt("height"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
