//! The rules of the house hold: see `xtask::tidy`.

#[test]
fn the_house_is_tidy() {
    let problems = xtask::tidy::problems().unwrap_or_else(|error| vec![error]);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}
