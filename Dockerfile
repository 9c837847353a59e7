# docker build -t earshot .
# docker run --rm -p 127.0.0.1:8080:8080 earshot demo
# The image holds the service and its model; a container downloads nothing when it starts.

FROM maven:3.9.16-eclipse-temurin-21 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package

# Debian or Ubuntu, not Alpine: ONNX Runtime and FFmpeg are linked against glibc.
FROM eclipse-temurin:21.0.12_8-jre-noble
LABEL org.opencontainers.image.title="Earshot" \
      org.opencontainers.image.description="Listens to live audio and says when something described in words can be heard." \
      org.opencontainers.image.licenses="GPL-3.0-or-later"

# Any user id will do, as long as its group is 0 (OpenShift gives one of its own): home is writable by the group.
RUN mkdir -p /home/earshot && chmod 0770 /home/earshot
COPY --from=build /src/streams-app/target/lib /opt/earshot/streams-app/target/lib
COPY --from=build /src/streams-app/target/streams-app.jar /opt/earshot/streams-app/target/
COPY models/earshot-base /opt/earshot/models/earshot-base
COPY models/demo /opt/earshot/models/demo
COPY models/stream-eval /opt/earshot/models/stream-eval
COPY models/NOTICE.md /opt/earshot/models/
COPY LICENSE earshot /opt/earshot/

# user.home is set because Java would ask the list of users, in which an arbitrary id is missing; FFmpeg and ONNX
# Runtime unpack their native code below it and in /tmp, neither of which may be mounted noexec.
ENV HOME=/home/earshot \
    EARSHOT_JAVA_OPTS=-Duser.home=/home/earshot \
    EARSHOT_HTTP_HOST=0.0.0.0 \
    ORT_DISABLE_TELEMETRY=1
USER 10001:0
WORKDIR /home/earshot
EXPOSE 8080

# By bash alone, so that the image needs no HTTP client.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${EARSHOT_HTTP_PORT:-8080} && printf 'GET /live HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]

# The launcher finds no sources here, builds nothing and becomes Java: process 1, so that it gets the signal to stop.
ENTRYPOINT ["/opt/earshot/earshot"]
CMD ["serve"]
