export { appFolder } from "./app-folder.node.ts";
export { HEADERS, headersOf } from "./headers.ts";
export { type AppServer, PortTakenError, type ServeOptions, serveApp } from "./serve-app.node.ts";
