package vn.kyso.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.KysoTest;

/// What anybody may ask the PKI costs the database next to nothing.
@KysoTest(Service.CERTIFICATE)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(StrangersQuestionsTest.Counting.class)
class StrangersQuestionsTest {
    private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();
    private static final int MANY = 100;

    @LocalServerPort
    private int port;

    @Test
    void strangersQuestionsDoNotMultiplyIntoStatements() throws IOException, OCSPException {
        Api api = new Api(port);
        byte[] first = api.get("/pki/crl/issuing.crl", "").expect(200).bytes();
        byte[] foreign = aboutForeign(20);
        assertThat(about("revocation_list")).as("that they are counted").isPositive();
        STATEMENTS.clear();
        Instant begun = Instant.now();
        for (int i = 0; i < MANY; i++) {
            OCSPResp answer = new OCSPResp(
                    api.post("/pki/ocsp", foreign, "application/ocsp-request").bytes());
            assertThat(answer.getStatus()).isEqualTo(OCSPRespBuilder.UNAUTHORIZED);
            api.get("/pki/crl/issuing-" + (i + 7) + ".crl", "").expect(404);
            api.get("/pki/ca/issuing-" + (i + 7) + ".crt", "").expect(404);
            assertThat(api.get("/pki/crl/issuing.crl", "").expect(200).bytes()).isEqualTo(first);
        }
        long seconds = Duration.between(begun, Instant.now()).toSeconds() + 1;
        // Beside them the instance looks for keys of others every five seconds, whoever asks.
        assertThat(about("authority_key")).isBetween(1L, seconds + 1 + seconds / 5 + 1);
        assertThat(about("revocation_list")).isLessThanOrEqualTo(seconds + 1);
    }

    private static long about(String table) {
        return STATEMENTS.stream().filter(sql -> sql.contains(table)).count();
    }

    /// Of issuers that nobody knows.
    private static byte[] aboutForeign(int certificates) throws OCSPException, IOException {
        OCSPReqBuilder request = new OCSPReqBuilder();
        for (int i = 0; i < certificates; i++) {
            request.addRequest(new CertificateID(new CertID(
                    new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1),
                    new DEROctetString(BigInteger.valueOf(1_000 + i).toByteArray()),
                    new DEROctetString(BigInteger.valueOf(2_000 + i).toByteArray()),
                    new org.bouncycastle.asn1.ASN1Integer(i + 1))));
        }
        return request.build().getEncoded();
    }

    /// Writes down what is sent to the database.
    @TestConfiguration(proxyBeanMethods = false)
    static class Counting {
        @Bean
        static BeanPostProcessor countedStatements() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source ? counted(source) : bean;
                }
            };
        }

        private static DataSource counted(DataSource source) {
            return new DelegatingDataSource(source) {
                @Override
                public Connection getConnection() throws SQLException {
                    return counted(super.getConnection());
                }
            };
        }

        private static Connection counted(Connection connection) {
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            STATEMENTS.add((String) arguments[0]);
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw Objects.requireNonNull(e.getCause());
                        }
                    });
        }
    }
}
