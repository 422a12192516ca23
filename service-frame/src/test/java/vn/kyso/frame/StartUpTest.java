package vn.kyso.frame;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.EmbeddedParts;
import vn.kyso.testkit.TestKeys;

/// A service that leaves it open who may call a handler does not start.
class StartUpTest {
    private static EmbeddedParts.Database database;

    @BeforeAll
    static void database() {
        database = EmbeddedParts.newDatabase("start_up");
    }

    @Test
    void startsWithAHandlerThatSaysWhoMayCallIt() {
        assertThatNoException().isThrownBy(() -> start(Open.class).close());
    }

    @Test
    void doesNotStartWithAHandlerThatDoesNotSayWhoMayCallIt() {
        assertRefused(Silent.class, "Silent.hello says not who may call it");
    }

    @Test
    void doesNotStartWithAHandlerThatSaysItTwice() {
        assertRefused(Torn.class, "Torn.hello says in several ways who may call it");
    }

    @Test
    void doesNotStartWithAHandlerThatTakesACallerItDoesNotAdmit() {
        assertRefused(Confused.class, "takes a Requester, which nobody it admits is");
    }

    @Test
    void doesNotStartWithARouterFunction() {
        assertRefused(Routed.class, "A router function can't say who may call it");
    }

    @Test
    void doesNotStartWithoutAMasterKeyOrAWrongOne() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(
                        () -> start(Open.class, "kyso.master-key", "c2hvcnQ=").close())
                .havingRootCause()
                .withMessageContaining("32 bytes");
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> start(Open.class, "kyso.master-key", "").close());
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() ->
                        start(Open.class, "kyso.trust.operator-key", "AAAA").close())
                .havingCause()
                .withStackTraceContaining("kyso.trust.operator-key is not an EC public key");
    }

    private static void assertRefused(Class<?> service, String why) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> start(service).close())
                .withStackTraceContaining(why);
    }

    private static ConfigurableApplicationContext start(Class<?> service, String... changed) {
        Map<String, Object> properties = new HashMap<>(TestKeys.properties(Service.DOCUMENT));
        properties.put("server.port", "0");
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.username());
        properties.put("spring.datasource.password", database.password());
        for (int i = 0; i < changed.length; i += 2) {
            properties.put(changed[i], changed[i + 1]);
        }
        return new SpringApplicationBuilder(service).properties(properties).run();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(excludeName = "vn.kyso.messaging.MessagingAutoConfiguration")
    static class Started {}

    @RestController
    @PublicApi
    static class Open extends Started {
        @GetMapping("/hello")
        String hello() {
            return "hello";
        }
    }

    @RestController
    static class Silent extends Started {
        @GetMapping("/hello")
        String hello() {
            return "hello";
        }
    }

    @RestController
    static class Torn extends Started {
        @PublicApi
        @OperatorApi
        @GetMapping("/hello")
        String hello() {
            return "hello";
        }
    }

    @RestController
    static class Confused extends Started {
        @OperatorApi
        @GetMapping("/hello")
        String hello(Requester requester) {
            return requester.name();
        }
    }

    static class Routed extends Started {
        @Bean
        RouterFunction<ServerResponse> route() {
            return RouterFunctions.route()
                    .GET("/hello", request -> ServerResponse.ok().build())
                    .build();
        }
    }
}
