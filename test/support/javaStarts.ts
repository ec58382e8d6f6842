/** Programs that end at once start in two thirds of the time without the second compiler, and with the simplest collector of garbage. */
export const JAVA = ['java', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
export const JAVAC = ['javac', '-J-XX:TieredStopAtLevel=1', '-J-XX:+UseSerialGC'];
