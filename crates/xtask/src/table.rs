//! Figures in documents: plain Markdown tables that commands renew between two marks. Knows texts only.
use std::path::Path;

use crate::project;

/// A Markdown table with aligned columns.
pub fn markdown(head: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([head[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: Vec<&str>| {
        let padded = cells.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            // Names to the left, figures to the right.
            if column == 0 { format!(" {cell:<width$} |") } else { format!(" {cell:>width$} |") }
        });
        format!("|{}\n", padded.collect::<String>())
    };
    let rule = |(column, width): (usize, &usize)| {
        let dashes = "-".repeat(width + 1);
        if column == 0 { format!("{dashes}-|") } else { format!("{dashes}:|") }
    };
    let mut text = line(head.to_vec());
    text.push_str(&format!("|{}\n", widths.iter().enumerate().map(rule).collect::<String>()));
    for row in rows {
        text.push_str(&line(row.iter().map(String::as_str).collect()));
    }
    text
}

/// Puts `content` between the marks `<!-- NAME -->` and `<!-- /NAME -->` of a document.
pub fn renew(document: &Path, name: &str, content: &str) -> Result<(), String> {
    let text = project::read(document)?;
    let renewed = replaced(&text, name, content);
    let renewed = renewed.ok_or_else(|| format!("{} has no marks for {name}", document.display()))?;
    project::write(document, renewed)
}

fn replaced(text: &str, name: &str, content: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}{content}{end}{after}"))
}

/// The middle one; of an even number, the mean of the two in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match (values.len(), values.len() / 2) {
        (0, _) => f64::NAN,
        (count, middle) if count % 2 == 0 => f64::midpoint(values[middle - 1], values[middle]),
        (_, middle) => values[middle],
    }
}

#[cfg(test)]
mod tests {
    use super::{markdown, median, replaced};

    #[test]
    fn tables_are_aligned() {
        let rows =
            vec![vec!["long name".to_owned(), "1".to_owned()], vec!["b".to_owned(), "22.5".to_owned()]];
        let expected =
            "| name      |    s |\n|-----------|-----:|\n| long name |    1 |\n| b         | 22.5 |\n";
        assert_eq!(markdown(&["name", "s"], &rows), expected);
    }

    #[test]
    fn only_what_is_between_the_marks_changes() {
        let text = "a\n<!-- x -->\nold\n<!-- /x -->\nb\n";
        assert_eq!(replaced(text, "x", "new\n").as_deref(), Some("a\n<!-- x -->\nnew\n<!-- /x -->\nb\n"));
        assert_eq!(replaced(text, "y", "new\n"), None);
    }

    #[test]
    fn medians() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0]), 2.5);
        assert!(median(vec![]).is_nan());
    }
}
