import { render } from "preact";
import { createModels } from "./model/models.ts";
import { keepForOffline } from "./offline/register.ts";
import { App } from "./shell/app.tsx";
import { createTheme } from "./shell/theme.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/components.css";

const models = createModels();
const theme = createTheme();
render(<App models={models} theme={theme} />, document.getElementById("app")!);
models.open(null);
keepForOffline();
