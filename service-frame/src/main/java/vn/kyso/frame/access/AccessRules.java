package vn.kyso.frame.access;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/// The rule of every handler. The context does not start with a handler that has none, takes a caller that its rule
/// doesn't bring, or is a router function (which can't carry one).
public final class AccessRules implements SmartInitializingSingleton {
    /// Handlers of the frameworks themselves, by name because not every service has each of them. Health, metrics and
    /// the API's description are not secret; the gateway forwards none of these paths.
    private static final Set<String> FRAMEWORK_HANDLERS = Set.of(
            "org.springdoc.webmvc.api.OpenApiWebMvcResource",
            "org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping$HttpOptionsHandler",
            "org.springframework.boot.webmvc.actuate.endpoint.web.AbstractWebMvcEndpointHandlerMapping$OperationHandler",
            "org.springframework.boot.webmvc.actuate.endpoint.web.WebMvcEndpointHandlerMapping$WebMvcLinksHandler");

    private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;
    private final ObjectProvider<RouterFunction<?>> routerFunctions;
    private final Map<Handler, AccessRule> rules = new ConcurrentHashMap<>();

    AccessRules(
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings,
            ObjectProvider<RouterFunction<?>> routerFunctions) {
        this.mappings = mappings;
        this.routerFunctions = routerFunctions;
    }

    @Override
    public void afterSingletonsInstantiated() {
        mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .forEach(this::of);
        if (routerFunctions.stream().findAny().isPresent()) {
            throw new IllegalStateException("A router function can't say who may call it: use a controller");
        }
    }

    /// The rule of a handler.
    public AccessRule of(HandlerMethod handler) {
        return rules.computeIfAbsent(new Handler(handler.getBeanType(), handler.getMethod()), _ -> read(handler));
    }

    private record Handler(Class<?> controller, Method method) {}

    private static AccessRule read(HandlerMethod handler) {
        Class<?> controller = ClassUtils.getUserClass(handler.getBeanType());
        if (FRAMEWORK_HANDLERS.contains(controller.getName())) {
            return new AccessRule.Anybody();
        }
        AccessRule rule = AccessRule.of(handler.getMethod(), controller);
        for (MethodParameter parameter : handler.getMethodParameters()) {
            if (Callers.isCaller(parameter.getParameterType()) && !Callers.brings(rule, parameter.getParameterType())) {
                throw new IllegalStateException(handler.getShortLogMessage() + " takes a "
                        + parameter.getParameterType().getSimpleName() + ", which nobody it admits is");
            }
        }
        return rule;
    }
}
