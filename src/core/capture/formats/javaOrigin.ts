import type { FrameOrigin } from '../failureReport';
import type { FrameDraft } from './frameDraft';

const runtime =
  /^(?:java|javax|jdk|sun|com\.sun|com\.oracle\.(?:graal|svm|truffle)|kotlin|kotlinx\.coroutines|scala|groovy|clojure|android|dalvik|libcore|com\.android\.internal|jrockit)\./;
const dependency =
  /^(?:junit|org\.(?:junit|testng|hamcrest|mockito|assertj|opentest4j|easymock|powermock|springframework|hibernate|gradle|slf4j|jboss|postgresql|scalatest|scalacheck|specs2|codehaus|aspectj|glassfish|spockframework|eclipse\.(?:jetty|aether|jdt)|apache\.(?:catalina|coyote|tomcat|jasper|maven|tools\.ant|ant|logging|log4j|http|hc|felix|kafka|spark|flink|hadoop|geronimo|groovy))|worker\.org\.gradle|io\.(?:netty|undertow|reactivex|micrometer|vertx|quarkus|micronaut|kotest|ktor|mockk|cucumber|grpc)|reactor|rx|com\.(?:google\.(?:common|inject|gson|protobuf)|fasterxml|zaxxer|mysql|intellij\.rt|squareup|android\.tools)|ch\.qos|oracle\.jdbc|okhttp3|okio|retrofit2|akka|play|zio|cats|net\.(?:sf\.cglib|bytebuddy)|androidx|lombok|jakarta|munit|sbt|leiningen|nrepl)\./;
const generated = /\$\$(?:FastClassBy|EnhancerBy|SpringCGLIB|Lambda\b)|^jdk\.proxy|^com\.sun\.proxy|\$Proxy\d/;
const ownJar = /^~?\[(?:classes|test-classes|main|test|bin|na|\?)?[/!]*:(?:na|\?)\]$/;

/** Java, Kotlin and Scala: decided by the class, and by the jar that logging frameworks print after a frame. */
export function javaOrigin(frame: FrameDraft): FrameOrigin {
  const name = frame.function ?? '';
  if (runtime.test(name)) return 'runtime';
  const jar = /~?\[[^\]]{1,200}\]$/.exec(frame.raw)?.[0];
  if (jar !== undefined && !ownJar.test(jar) && /\.jar/.test(jar)) return 'dependency';
  // Compiled without the places in its sources, as published libraries may be.
  return dependency.test(name) || generated.test(name) || frame.raw.endsWith('(Unknown Source)') ? 'dependency' : 'workspace';
}
