// Starts `newslint lsp --stdio` and lets it speak with the editor. All that is known of drafts is in the server: its
// commands (newslint.showRule, newslint.acceptWord) are registered by the client library from what the server says it
// can do, and run there.

import { commands, ExtensionContext, window, workspace } from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";

const INSTALL = "Install it with “pipx install 'newslint[lsp]'”, or set newslint.command to where it is.";

let client: LanguageClient | undefined;
let turn: Promise<void> = Promise.resolve(); // starts and stops, one after the other

export function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("newslint.restart", restart),
    workspace.onDidChangeConfiguration((change) => {
      const ours = ["newslint.command", "newslint.arguments", "newslint.languages"];
      if (ours.some((setting) => change.affectsConfiguration(setting))) {
        return restart();
      }
      return undefined;
    }),
    workspace.onDidGrantWorkspaceTrust(restart),
  );

  async function start(): Promise<void> {
    const settings = workspace.getConfiguration("newslint");
    const command = settings.get<string>("command", "newslint");
    const server: ServerOptions = { command, args: settings.get<string[]>("arguments", ["lsp", "--stdio"]) };
    const languages = settings.get<string[]>("languages", ["plaintext", "markdown", "html"]);
    const options: LanguageClientOptions = {
      documentSelector: ["file", "untitled"].flatMap((scheme) =>
        languages.map((language) => ({ scheme, language })),
      ),
      diagnosticCollectionName: "newslint",
    };
    const started = new LanguageClient("newslint", "newslint", server, options);
    try {
      await started.start();
      client = started;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      void window.showErrorMessage(`newslint: “${command}” could not be started (${why}). ${INSTALL}`);
    }
  }

  function restart(): Promise<void> {
    turn = turn.then(stop).then(start);
    return turn;
  }

  return restart();
}

export function deactivate(): Promise<void> {
  turn = turn.then(stop);
  return turn;
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  try {
    await running?.dispose();
  } catch {
    // it had ended by itself
  }
}
