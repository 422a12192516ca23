package vn.kyso.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class PortsTest {
    @RepeatedTest(20)
    void offersAPortThatNoOutgoingConnectionIsGivenAndNobodyListensAt() {
        int port = Ports.free();
        assertThat(port).isBetween(20_000, 31_999);
        assertThat(Ports.inUse(port)).isFalse();
    }

    @Test
    void seesWhoListens() throws IOException {
        try (ServerSocket server = new ServerSocket(Ports.free(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.inUse(server.getLocalPort())).isTrue();
        }
    }
}
