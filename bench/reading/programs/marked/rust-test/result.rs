#[test]
fn reads() -> Result<(), String> { //~> Error | "no file"
    Err("no file".into())
}
