#[test]
fn fails() {
    assert!(false); //~ panic | assertion failed: false
}
