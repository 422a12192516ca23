# One recipe for every service:  docker build --build-arg MODULE=signing-service .
# and for the command line with the generator of an installation's secrets:  docker build --target tools .

FROM maven:3-eclipse-temurin-25 AS poms
WORKDIR /source
COPY . .
RUN mkdir /poms && find . \( -name pom.xml -o -path './.mvn/*' \) -type f -exec cp --parents -t /poms {} +

FROM node:24-slim AS node

FROM maven:3-eclipse-temurin-25 AS build
# The portal and the signer's app are built by npm.
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -sf ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /build
# The poms alone first: what they fetch is kept until one of them changes.
COPY --from=poms /poms .
ARG PARTS=gateway,app-host,document-service,certificate-service,signing-service,notification-service,cli,local
RUN mvn -q package -Dmaven.test.skip=true -Dexec.skip=true -Dspring-boot.repackage.skip=true -Dspotless.check.skip=true -pl $PARTS -am
COPY . .
RUN mvn -q package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl $PARTS -am

# The command line, and the generator of an installation's secrets. The servers that `./kyso up` starts stay outside.
FROM build AS tool-libraries
RUN mkdir /libraries \
 && cp cli/target/cli-*.jar local/target/local-*.jar /libraries/ \
 && tr ':' '\n' < cli/target/runtime.classpath | xargs cp -t /libraries/ \
 && tr ':' '\n' < local/target/runtime.classpath | grep -e picocli -e contracts -e jspecify | xargs cp -t /libraries/

FROM eclipse-temurin:25-jre AS tools
RUN groupadd --gid 10001 kyso && useradd --uid 10001 --gid kyso --home-dir /installation --shell /usr/sbin/nologin kyso \
 && mkdir /installation && chown kyso:kyso /installation
COPY deploy/compose/tools /usr/local/bin/kyso
COPY --from=tool-libraries /libraries /libraries
USER kyso
WORKDIR /installation
ENTRYPOINT ["kyso"]

# What changes rarely lies in layers of its own, below what changes with every build.
FROM build AS layers
ARG MODULE
RUN test -n "$MODULE" || { echo "Name the service: --build-arg MODULE=signing-service" >&2; exit 1; } \
 && cp "$MODULE"/target/"$MODULE"-*-boot.jar /service.jar \
 # The extractor needs a little of Spring, which the app's host goes without.
 && java -Djarmode=tools -cp "/service.jar$(find /root/.m2 -name 'spring-core-[0-9]*.jar' -printf ':%p' \
      -o -name 'commons-logging-[0-9]*.jar' -printf ':%p')" \
      org.springframework.boot.loader.launch.JarLauncher extract --layers --destination /layers

FROM eclipse-temurin:25-jre AS service
RUN groupadd --gid 10001 kyso && useradd --uid 10001 --gid kyso --home-dir /service --shell /usr/sbin/nologin kyso \
 && mkdir -p /service /var/lib/kyso && chown kyso:kyso /var/lib/kyso
WORKDIR /service
COPY deploy/compose/healthcheck /usr/local/bin/healthcheck
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/spring-boot-loader/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
USER kyso
# Blobs lie here, on a volume that a document-service's instances share.
ENV KYSO_DOCUMENT_BLOBFOLDER=/var/lib/kyso/blobs
# Ready: its database answers, and its key store where it has one. A broker that is away shows in metrics instead.
HEALTHCHECK --interval=5s --timeout=4s --start-period=120s --retries=6 CMD ["healthcheck"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", \
            "--sun-misc-unsafe-memory-access=allow", "-jar", "service.jar"]
