package vn.kyso.gateway.portal;

import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/// Every page of the portal is the same `index.html`, which the browser asks for anew each time; what it names
/// carries a digest in its name and never changes. All of it lies compressed in the jar.
@Configuration(proxyBeanMethods = false)
class PortalPages implements WebMvcConfigurer {
    private static final String BUNDLE = "classpath:/kyso/portal/";

    /// The addresses that the portal's own router knows. Any other address stays an ordinary 404.
    private static final List<String> PAGES = List.of(
            "/",
            "/login",
            "/sign",
            "/sign/{step}",
            "/documents",
            "/documents/{id}",
            "/requests",
            "/requests/{id}",
            "/verify");

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        PAGES.forEach(page -> registry.addViewController(page).setViewName("forward:/index.html"));
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/index.html")
                .addResourceLocations(BUNDLE)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver());
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(BUNDLE + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver());
    }
}
