package vn.kyso.gateway.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/// Two chains: the authorization server's endpoints, and everything else. A request with its own `Authorization`
/// passes untouched to the service that will check it; a session counts only together with its CSRF token.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    /// The portal's scripts, styles and images come from its own origin; nothing may frame it. Two named policies
    /// may make what a script sink takes: Lit's templates, and the address of the PDF worker.
    static final String PORTAL_CSP =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
                    + "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
                    + "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
                    + "trusted-types lit-html kyso-pdf-worker";

    /// The worker that parses PDFs has a policy of its own: it decodes images with WebAssembly from our origin.
    static final String WORKER_CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

    private static final String NO_PERMISSIONS = "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
            + "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=()";

    /// What the signer's app calls across origins, with tokens bound to its device's key and never with a cookie.
    private static final List<String> PHONE_PATHS = List.of(
            "/v1/activations/**",
            "/v1/device-tokens",
            "/v1/devices/**",
            "/v1/consents/**",
            "/v1/push-subscription/**",
            "/v1/inbox/**",
            "/v1/prepared/**");

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServer(HttpSecurity http) {
        http.oauth2AuthorizationServer(server -> {
            http.securityMatcher(server.getEndpointsMatcher());
            server.oidc(Customizer.withDefaults());
        });
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(problems -> problems.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain everythingElse(HttpSecurity http, LoginPolicy policy, SecurityProblems problems) {
        var own = PathPatternRequestMatcher.withDefaults();
        return http.cors(cors -> cors.configurationSource(phoneCors(policy)))
                .csrf(csrf -> csrf.spa()
                        .csrfTokenRepository(csrfCookie(policy))
                        .ignoringRequestMatchers(request -> request.getHeader(HttpHeaders.AUTHORIZATION) != null)
                        .ignoringRequestMatchers(phonePaths(own)))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .formLogin(login -> login.loginPage("/login")
                        .loginProcessingUrl("/session")
                        .successHandler((request, response, who) -> response.setStatus(HttpStatus.NO_CONTENT.value()))
                        .failureHandler(problems)
                        .permitAll())
                .logout(logout -> logout.logoutRequestMatcher(own.matcher(HttpMethod.DELETE, "/session"))
                        .logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .headers(headers -> headers.addHeaderWriter(SecurityConfiguration::contentSecurityPolicy)
                        .frameOptions(FrameOptionsConfig::deny)
                        .permissionsPolicyHeader(permissions -> permissions.policy(NO_PERMISSIONS))
                        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .cacheControl(cache -> cache.disable()))
                .build();
    }

    /// Readable by the portal's scripts, which send it back as a header; as secure as the session's.
    private static CookieCsrfTokenRepository csrfCookie(LoginPolicy policy) {
        CookieCsrfTokenRepository cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
        if (policy.encrypted()) {
            cookie.setCookieCustomizer(made -> made.secure(true));
        }
        return cookie;
    }

    private static void contentSecurityPolicy(HttpServletRequest request, HttpServletResponse response) {
        boolean worker = request.getRequestURI().startsWith("/assets/pdf.worker");
        response.setHeader("Content-Security-Policy", worker ? WORKER_CSP : PORTAL_CSP);
    }

    private static RequestMatcher[] phonePaths(PathPatternRequestMatcher.Builder own) {
        return Stream.concat(PHONE_PATHS.stream(), Stream.of("/pki/**"))
                .map(own::matcher)
                .toArray(RequestMatcher[]::new);
    }

    private static UrlBasedCorsConfigurationSource phoneCors(LoginPolicy policy) {
        CorsConfiguration phone = new CorsConfiguration();
        phone.setAllowedOrigins(List.of(policy.appOrigin().toString()));
        phone.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "DELETE"));
        phone.setAllowedHeaders(
                List.of("Authorization", "DPoP", "Content-Type", "Range", "If-Range", "Last-Event-ID", "Accept"));
        phone.setExposedHeaders(
                List.of("Content-Range", "Accept-Ranges", "ETag", "WWW-Authenticate", "Content-Length", "Date"));
        phone.setAllowCredentials(false);
        phone.setMaxAge(Duration.ofHours(1));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        for (String path : PHONE_PATHS) {
            source.registerCorsConfiguration(path, phone);
        }
        return source;
    }

    /// bcrypt today; the stored prefix names the algorithm, so it can be changed later.
    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }
}
