fn parse(text: &str) -> i32 {
    text.parse::<i32>().unwrap() //~ panic | called `Result::unwrap()` on an `Err` value: ParseIntError { kind: InvalidDigit }
}
fn main() {
    parse("seven");
}
