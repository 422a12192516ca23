package vn.kyso.testkit;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.util.concurrent.Executors;

/// Serves the public key of requesters' tokens where services look for the gateway's.
final class RequesterJwks {
    private static final HttpServer SERVER = start();

    private RequesterJwks() {}

    static String uri() {
        return "http://127.0.0.1:" + SERVER.getAddress().getPort() + "/oauth2/jwks";
    }

    static ECKey key() {
        return new ECKey.Builder(
                        Curve.P_256, (ECPublicKey) TestKeys.requesterTokens().getPublic())
                .keyID("test-requester")
                .build();
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] body = new JWKSet(key()).toString().getBytes(StandardCharsets.UTF_8);
            server.createContext("/oauth2/jwks", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "requester-jwks");
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("The test key set could not be served", e);
        }
    }
}
