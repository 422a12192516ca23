package vn.kyso.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of the loopback interface.
public final class Ports {
    private static final int CONNECT_MILLIS = 500;
    // Below the range that Linux, macOS and Windows take the ports of outgoing connections from: a port from there
    // that nobody listens at yet can become any connection's own before the server gets to it.
    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int TRIES = 100;

    private Ports() {}

    /// A port that was free a moment ago and that no outgoing connection takes by itself.
    ///
    /// @throws LocalPartException if none is found
    public static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (bindable(port)) {
                return port;
            }
        }
        throw new LocalPartException("No free port between " + FIRST + " and " + END + " on the loopback interface");
    }

    private static boolean bindable(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether somebody listens there.
    public static boolean inUse(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            // TCP lets a socket connect to itself when it happens to be given the very port it looks for.
            return socket.getLocalPort() != port;
        } catch (IOException e) {
            return false;
        }
    }
}
