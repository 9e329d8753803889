//! What the oracle makes of source files: marshalled code objects, made in bulk by child processes and kept in the
//! build folder until the source changes.
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::child::{self, Ending, Limits};
use crate::{oracle, parallel, project};

/// Reads paths of sources and results from the arguments' file; writes nothing for a source that does not compile.
const PROGRAM: &str = r#"
import marshal, sys
for line in open(sys.argv[1], encoding="utf-8"):
    source, result = line.rstrip("\n").split("\t")
    with open(source, "rb") as file:
        text = file.read()
    try:
        data = marshal.dumps(compile(text, source, "exec", dont_inherit=True, optimize=int(sys.argv[2])))
    except Exception:
        data = b""
    with open(result, "wb") as file:
        file.write(data)
"#;

/// How many files one child compiles.
const BATCH: usize = 150;

/// For each file what the oracle makes of it; `None` when it refuses it.
pub(super) fn compile_all(files: &[PathBuf], optimize: u8) -> Result<Vec<Option<Vec<u8>>>, String> {
    let folder = project::target().join(format!("codegen-diff/{optimize}"));
    let results: Vec<PathBuf> = files.iter().map(|file| result_of(&folder, file)).collect();
    let stale: Vec<(&PathBuf, &PathBuf)> =
        files.iter().zip(&results).filter(|(file, result)| !is_fresh(file, result)).collect();
    let batches: Vec<(usize, &[(&PathBuf, &PathBuf)])> = stale.chunks(BATCH).enumerate().collect();
    let done = parallel::map(&batches, |(number, batch)| {
        compile(&folder.join(format!("batch-{}-{number}", std::process::id())), batch, optimize)
    });
    done.into_iter().collect::<Result<Vec<()>, String>>()?;
    results.iter().map(|result| read(result)).collect()
}

fn compile(list: &Path, batch: &[(&PathBuf, &PathBuf)], optimize: u8) -> Result<(), String> {
    let lines: String =
        batch.iter().map(|(file, result)| format!("{}\t{}\n", file.display(), result.display())).collect();
    project::write(list, lines)?;
    let mut command = child::command(oracle::python()?, &Limits::seconds(0));
    command.args(["-I", "-W", "ignore", "-c", PROGRAM]).arg(list).arg(optimize.to_string());
    let finished = child::finish(command, Duration::from_secs(300))?;
    std::fs::remove_file(list).map_err(|error| error.to_string())?;
    match finished.ending {
        Ending::Status(0) => Ok(()),
        _ => Err(String::from_utf8_lossy(&finished.stderr).into_owned()),
    }
}

fn result_of(folder: &Path, file: &Path) -> PathBuf {
    let name: String = file.to_string_lossy().chars().map(|c| if c == '/' { '+' } else { c }).collect();
    folder.join(name).with_extension("marshal")
}

fn is_fresh(file: &Path, result: &Path) -> bool {
    let time = |path: &Path| -> Option<SystemTime> { path.metadata().ok()?.modified().ok() };
    matches!((time(file), time(result)), (Some(source), Some(made)) if made > source)
}

fn read(result: &Path) -> Result<Option<Vec<u8>>, String> {
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(result).and_then(|mut file| file.read_to_end(&mut bytes));
    opened.map_err(|error| format!("{}: {error}", result.display()))?;
    Ok((!bytes.is_empty()).then_some(bytes))
}
