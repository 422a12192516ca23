package vn.kyso.apphost;

import java.io.IOException;

/// Serves until it is asked to end.
public final class AppHostMain {
    /// Read by the server's class when it is loaded: a connection that says nothing is not kept for ever.
    private static final String[][] LIMITS = {
        {"sun.net.httpserver.maxReqTime", "30"},
        {"sun.net.httpserver.maxRspTime", "120"},
        {"sun.net.httpserver.maxReqHeaders", "100"},
        {"jdk.httpserver.maxConnections", "4000"},
    };

    private AppHostMain() {}

    /// @throws IOException if its port is taken
    public static void main(String[] arguments) throws IOException {
        for (String[] limit : LIMITS) {
            if (System.getProperty(limit[0]) == null) {
                System.setProperty(limit[0], limit[1]);
            }
        }
        AppHost host = new AppHost(Settings.of(System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(host::close, "end"));
    }
}
