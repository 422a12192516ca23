package vn.kyso.frame.access;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import vn.kyso.frame.CallingService;
import vn.kyso.frame.Device;
import vn.kyso.frame.Operator;
import vn.kyso.frame.Requester;

/// Hands a handler its caller, as [AccessInterceptor] found it.
public final class Callers implements HandlerMethodArgumentResolver {
    static final String ATTRIBUTE = "vn.kyso.frame.caller";

    Callers() {}

    static boolean isCaller(Class<?> type) {
        return type == Requester.class
                || type == Device.class
                || type == Operator.class
                || type == CallingService.class;
    }

    static boolean brings(AccessRule rule, Class<?> caller) {
        return switch (rule) {
            case AccessRule.Requesters _ -> caller == Requester.class;
            case AccessRule.Devices _ -> caller == Device.class;
            case AccessRule.Operators _ -> caller == Operator.class;
            case AccessRule.Services _ -> caller == CallingService.class;
            case AccessRule.Anybody _ -> false;
        };
    }

    /// The caller of the request that this thread serves, as one string that no other caller has, or `anybody`.
    public static String current() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        Object caller = request == null ? null : request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        return switch (caller) {
            case Requester requester -> "requester:" + requester.subject();
            case Device device -> "device:" + device.deviceId();
            case Operator operator -> "operator:" + operator.name();
            case CallingService service -> "service:" + service.service().id();
            case null, default -> "anybody";
        };
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return isCaller(parameter.getParameterType());
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Object caller = request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        if (!parameter.getParameterType().isInstance(caller)) {
            throw new IllegalStateException("A handler was reached without its caller");
        }
        return caller;
    }
}
