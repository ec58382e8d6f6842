#[test]
fn holds() {
    let total = 3;
    assert!(total == 4); //~ panic | assertion failed: total == 4
}
#[test]
fn passes() {}
