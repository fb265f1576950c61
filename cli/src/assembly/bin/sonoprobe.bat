@echo off
rem Runs Sonoprobe from wherever this folder lies.
set JAVA=java
if defined JAVA_HOME set JAVA="%JAVA_HOME%\bin\java"
%JAVA% %JAVA_OPTS% -jar "%~dp0..\sonoprobe.jar" %*
