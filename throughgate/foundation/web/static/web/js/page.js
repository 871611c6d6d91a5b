// Loaded on every page. Each module does one thing and finds its place by itself.
import "./once.js";
import "./menus.js";
import "./counter.js";
import "./first.js";
import "./paper.js";
