//! Python inside a Rust program: run source, call a function, and take items from a generator as from any iterator.
//!
//! `cargo run -p kaa --example embed`

use kaa::{Config, Error, Runtime};

const SOURCE: &str = "
def greet(name):
    return f'Hello, {name}!'

def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
";

#[expect(clippy::print_stdout, reason = "an example shows what it got")]
fn main() -> Result<(), Error> {
    let python = Runtime::new(Config::default());
    python.run(SOURCE)?;

    let greeting: String = python.get("greet")?.call(("Rust",))?.extract()?;
    println!("{greeting}");

    // The generator's frame waits between two items; nothing runs ahead.
    let numbers = python.evaluate("fibonacci()")?.items::<u64>()?;
    println!("{:?}", numbers.take(10).collect::<Result<Vec<u64>, Error>>()?);

    let mistake = python.evaluate("1 / 0");
    println!("{}", mistake.err().map_or_else(String::new, |e| e.to_string()));
    Ok(())
}
