package io.earshot.console;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a screen, that can reach this machine alone and remembers what went wrong in its pages. */
final class Browser implements Closeable {
    private static final int SCREENSHOT_MAX_HEIGHT = 2_600;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final List<String> ARGUMENTS = List.of(
            "--headless=new",
            // The test may run as root, and on a machine with a small /dev/shm.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--hide-scrollbars",
            "--mute-audio",
            "--no-first-run",
            "--no-default-browser-check",
            "--no-pings",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-domain-reliability",
            "--disable-extensions",
            "--disable-sync",
            "--disable-field-trial-config",
            "--disable-features=MediaRouter,OptimizationHints,Translate,CertificateTransparencyComponentUpdater,"
                    + "AutofillServerCommunication,NetworkTimeServiceQuerying",
            "--metrics-recording-only",
            "--lang=en-GB");

    /** Its start page, accounts, updates, time and suggestions, which no argument of the command line turns off. */
    private static final List<String> CHROMIUMS_OWN = List.of(
            "start.duckduckgo.com:443",
            "accounts.google.com:443",
            "content-autofill.googleapis.com:443",
            "update.googleapis.com",
            "clients2.google.com",
            "android.clients.google.com",
            "www.google.com:443");

    /** What a page does, from its first script on. */
    private static final String WATCH = """
            window.watched = { faults: [], played: [], asking: 0 };
            addEventListener("securitypolicyviolation", (event) =>
              watched.faults.push("policy: " + event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile + ":" + event.lineNumber));
            addEventListener("unhandledrejection", (event) => watched.faults.push("unhandled: " + (event.reason?.stack || event.reason)));
            const play = HTMLMediaElement.prototype.play;
            HTMLMediaElement.prototype.play = function () { watched.played.push(this); return play.call(this); };
            const ask = window.fetch;
            window.fetch = (...all) => { watched.asking++; return ask(...all).finally(() => watched.asking--); };
            """;

    private final OtherHosts others;
    private final ChromeDriverService service;
    private final ChromeDriver driver;

    private Browser(OtherHosts others, ChromeDriverService service, ChromeDriver driver) {
        this.others = others;
        this.service = service;
        this.driver = driver;
    }

    /** @param folder for its profile; the test is skipped where there is no browser */
    static Browser start(Path folder) throws IOException {
        BrowserProgram program = BrowserProgram.find(folder);
        OtherHosts others = OtherHosts.listen();
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program.driver().toFile())
                .usingAnyFreePort()
                .withEnvironment(program.environment())
                .withLogFile(folder.resolve("chromedriver.log").toFile())
                .build();
        Browser browser = new Browser(others, service, new ChromeDriver(service, options(program, others, folder)));
        browser.watch();
        return browser;
    }

    private static ChromeOptions options(BrowserProgram program, OtherHosts others, Path folder) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program.chromium().toFile());
        options.addArguments(ARGUMENTS);
        // Loopback is asked directly, everything else by way of the proxy.
        options.addArguments("--proxy-server=" + others.address(), "--user-data-dir=" + folder.resolve("profile"));
        options.setCapability("goog:loggingPrefs", logs);
        options.setScriptTimeout(PATIENCE);
        options.setPageLoadTimeout(PATIENCE);
        return options;
    }

    ChromeDriver driver() {
        return driver;
    }

    /** What was asked of other hosts than this machine, but for what Chromium itself asks of its makers. */
    List<String> askedElsewhere() {
        return others.asked().stream()
                .filter(line -> CHROMIUMS_OWN.stream().noneMatch(line::contains))
                .toList();
    }

    /** Another window, shown as the first one is; its handle. */
    String newWindow() {
        driver.switchTo().newWindow(WindowType.WINDOW);
        watch();
        return driver.getWindowHandle();
    }

    /** Sends a command of the DevTools protocol. */
    Map<String, Object> devTools(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    /** What a function's body returns in the page. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows what the script gives
    <T> T script(String body, Object... arguments) {
        return (T) ((JavascriptExecutor) driver).executeScript(body, arguments);
    }

    /** What the promise of a function's body resolves to in the page. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the caller knows what the script gives
    <T> T later(String body, Object... arguments) {
        return script("return (async (...args) => { " + body + " })(...arguments)", arguments);
    }

    /** Shows pages as on a screen of this width, in a theme. */
    void show(Theme theme, int width, int height) {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        devTools(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", theme.word()),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Waits until the page has drawn twice: what was asked of it is done. */
    void awaitDrawn() {
        later("await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));");
    }

    /** The whole page as a PNG file in target/screenshots. */
    Path screenshot(String name) throws IOException {
        Map<String, Object> size = script("const d = document.documentElement;"
                + " return { width: d.clientWidth, height: Math.max(d.scrollHeight, innerHeight) };");
        Map<String, Object> clip = new HashMap<>(Map.of("x", 0, "y", 0, "scale", 1));
        clip.put("width", size.get("width"));
        clip.put("height", Math.min(SCREENSHOT_MAX_HEIGHT, ((Number) size.get("height")).intValue()));
        Map<String, Object> taken = devTools(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
        Files.createDirectories(SCREENSHOTS);
        return Files.write(
                SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode((String) taken.get("data")));
    }

    /** What went wrong in the window's page since it was last asked: errors of its console, violations of its policy. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            // Where the service is busy, the page waits and asks again.
            boolean isBusy = entry.getMessage().contains("a status of 503");
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue() && !isBusy) {
                faults.add(entry.getMessage());
            }
        }
        List<String> watched = script("return window.watched ? watched.faults.splice(0) : []");
        faults.addAll(watched);
        return faults;
    }

    private void watch() {
        devTools("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
    }

    @Override
    public void close() throws IOException {
        try {
            driver.quit();
        } finally {
            service.stop();
            others.close();
        }
    }
}
