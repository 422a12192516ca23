package vn.kyso.frame.access;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.frame.DeviceApi;
import vn.kyso.frame.OperatorApi;
import vn.kyso.frame.PublicApi;
import vn.kyso.frame.RequesterApi;
import vn.kyso.frame.ServiceApi;

/// Who may call a handler.
public sealed interface AccessRule {
    record Requesters(String scope) implements AccessRule {}

    record Devices(String audience) implements AccessRule {}

    record Operators() implements AccessRule {}

    record Services(Set<Service> callers) implements AccessRule {}

    record Anybody() implements AccessRule {}

    /// The rule that a handler carries: its method's, else its class's.
    ///
    /// @throws IllegalStateException if it carries none, or the method or class carries several
    static AccessRule of(Method method, Class<?> controller) {
        List<AccessRule> onMethod = on(method);
        List<AccessRule> rules = onMethod.isEmpty() ? on(controller) : onMethod;
        if (rules.size() != 1) {
            throw new IllegalStateException(controller.getName() + "." + method.getName() + " says "
                    + (rules.isEmpty() ? "not" : "in several ways")
                    + " who may call it: put exactly one of @RequesterApi, @DeviceApi, @OperatorApi, @ServiceApi and"
                    + " @PublicApi on it or its class");
        }
        return rules.getFirst();
    }

    private static List<AccessRule> on(AnnotatedElement element) {
        return Stream.of(RequesterApi.class, DeviceApi.class, OperatorApi.class, ServiceApi.class, PublicApi.class)
                .flatMap(kind -> Stream.ofNullable(AnnotatedElementUtils.findMergedAnnotation(element, kind)))
                .map(AccessRule::read)
                .toList();
    }

    private static AccessRule read(Annotation annotation) {
        return switch (annotation) {
            case RequesterApi requester -> new Requesters(requester.scope());
            case DeviceApi device -> new Devices(device.audience());
            case OperatorApi _ -> new Operators();
            case ServiceApi service -> new Services(Set.of(service.value()));
            case PublicApi _ -> new Anybody();
            default -> throw new IllegalStateException("No access annotation: " + annotation);
        };
    }
}
