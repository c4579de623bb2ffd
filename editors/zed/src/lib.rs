//! Tells Zed how to start `newslint lsp --stdio`: from the setting `lsp.newslint.binary`, else from the PATH.

use zed_extension_api::{self as zed, settings::LspSettings, LanguageServerId, Result};

struct Newslint;

impl zed::Extension for Newslint {
    fn new() -> Self {
        Newslint
    }

    fn language_server_command(
        &mut self,
        server: &LanguageServerId,
        worktree: &zed::Worktree,
    ) -> Result<zed::Command> {
        let binary = LspSettings::for_worktree(server.as_ref(), worktree)
            .ok()
            .and_then(|settings| settings.binary);
        let (path, arguments) = match binary {
            Some(binary) => (binary.path, binary.arguments),
            None => (None, None),
        };
        let command = path
            .or_else(|| worktree.which("newslint"))
            .ok_or("newslint is not on the PATH: install it with “pipx install 'newslint[lsp]'”")?;
        Ok(zed::Command {
            command,
            args: arguments.unwrap_or_else(|| vec!["lsp".into(), "--stdio".into()]),
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(Newslint);
