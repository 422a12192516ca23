package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import vn.kyso.pades.stamp.StampPicture;

/// The pictures of `resources/pictures`.
final class Pictures {
    private Pictures() {}

    static byte[] file(String name) {
        try (InputStream in = Pictures.class.getResourceAsStream("/pictures/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StampPicture read(String name) {
        return read(file(name));
    }

    static StampPicture read(byte[] file) {
        PictureResult result = PictureIntake.read(file);
        assertThat(result).isInstanceOf(PictureResult.Read.class);
        return ((PictureResult.Read) result).picture();
    }
}
